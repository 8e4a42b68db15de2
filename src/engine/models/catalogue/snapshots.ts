/**
 * The dated versions that aliases stand for, where the catalogue has several or none that is the alias and a date
 * (platform documentation, "Models").
 */
export const snapshots: Readonly<Record<string, string>> = {
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-audio-preview': 'gpt-4o-audio-preview-2025-06-03',
  'gpt-4o-realtime-preview': 'gpt-4o-realtime-preview-2025-06-03',
  'gpt-audio-mini': 'gpt-audio-mini-2025-12-15',
  'gpt-realtime-mini': 'gpt-realtime-mini-2025-12-15',
  'gpt-4-turbo-preview': 'gpt-4-0125-preview',
  'gpt-4': 'gpt-4-0613',
  'gpt-4-32k': 'gpt-4-32k-0613',
  'gpt-3.5-turbo': 'gpt-3.5-turbo-0125',
  'gpt-3.5-turbo-16k': 'gpt-3.5-turbo-16k-0613',
};
