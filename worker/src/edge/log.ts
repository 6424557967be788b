// An error of a mail server or a library may quote the address that it was about.
const ADDRESS = /[^\s"<>@:=,;()/\\]{1,64}@[\w.-]{1,255}/g

/** One structured line. Never holds a body, a token or an address of a person. */
export function log(level: 'info' | 'warn' | 'error', message: string, fields: Record<string, unknown> = {}): void {
  const line = lineOf(level, message, fields)
  if (level === 'error') console.error(line)
  else if (level === 'warn') console.warn(line)
  else console.info(line)
}

/** The line as it is written: mail addresses are taken out wherever they stand. */
export function lineOf(level: string, message: string, fields: Record<string, unknown>): string {
  return JSON.stringify({ level, message, ...fields }).replaceAll(ADDRESS, '(address)')
}
