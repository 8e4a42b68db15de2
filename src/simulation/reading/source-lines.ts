/** `[2] The tower …`, `(2) …`, `2. …`, `[doc-7]: …` at the beginning of a passage. */
export const SOURCE_MARK =
  /^(?:\[{1,2}(?![x ]\])(\^?[\w.:-]{1,40}|source:[^\]\n]{1,60})\]{1,2}|\((\d{1,3})\)|(\d{1,3})[.)])(?=\s|:|$):?\s*(.*)$/i;
export const LONGEST_NUMBER = 12;

export const SOURCE_LINE =
  /^[-*(]?\s*(?:\*\*)?(?:sources?|url|file(?:name| name| path)?|file_path|doc(?:ument)?[ _]?id|id)(?:\*\*)?:(?:\*\*)?\s*(\S[^\n]{0,119}?)\)?$/i;

/** First looks at a line, for speed. */
export const FILE_END = /\.\w{2,5}\W{0,8}$/;
export const MARKED = /^[[(\d]/;

/** `Excerpt from report.pdf:`, `=== report.pdf ===`, `### report.pdf` */
export const FILE_LINE =
  /^(?:[#*=_-]{1,6}\s*)?(?:\[|\()?(?:(?:begin|start|excerpt|passage|text|document|page|section|file|source|from|of|content|contents)s?:?\s+){0,4}["“`']?([\w/-][\w ./-]{0,60}?\.(?:pdf|md|mdx|txt|html?|docx?|csv|json|eml|pptx?|xlsx?|rst))["”`']?(?:\s*\([^()\n]{1,30}\))?(?:\]|\))?(?:\s*[*=_-]{1,6}|:)?$/i;

/** `report.pdf: What it says.` */
export const FILE_SAYS =
  /^["“`']?([\w-][\w .-]{0,60}\.(?:pdf|md|mdx|txt|html?|docx?|csv|json|eml|pptx?|xlsx?|rst))["”`']?:\s+(\S.*)$/i;

/** Fields that loaders of documents write above a passage. */
export const METADATA = /^[a-z]{2,20}(?:_[a-z]{2,20}){1,3}:\s+\S/;

/** Labels of the file that a passage comes from. */
export const FILE_LABELS = new Set('source file filename document'.split(' '));
export const FILE_NAME = /^[\w/-][\w ./-]{0,80}\.[a-z]{2,5}$/i;
