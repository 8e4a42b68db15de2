/**
 * Tools of a server, or of a namespace, are a group: their names begin with its name and a dot. Neither the names of groups
 * nor those of single tools contain dots.
 */

/**
 * The name of a tool in a group.
 *
 * @example
 * inGroup('crm', 'list_orders'); // 'crm.list_orders'
 */
export function inGroup(group: string | undefined, name: string): string {
  return group === undefined ? name : `${group}.${name}`;
}

/**
 * The group of a tool, and its name there; without a group if the tool is single.
 *
 * @example
 * splitName('crm.list_orders'); // { group: 'crm', own: 'list_orders' }
 */
export function splitName(name: string): { readonly group?: string; readonly own: string } {
  const dot = name.indexOf('.');
  return dot <= 0 ? { own: name } : { group: name.slice(0, dot), own: name.slice(dot + 1) };
}

/** Whether a list names a tool, or the group of it. */
export function isNamed(name: string, names: readonly string[]): boolean {
  if (names.includes(name)) return true;
  const { group } = splitName(name);
  return group !== undefined && names.includes(group);
}
