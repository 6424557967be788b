/** Something that the operator can mend, said in one sentence. The start ends with it and a non-zero exit, without a stack trace. */
export class HostFailure extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'HostFailure'
  }
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  // The runtime tells of the database in words only.
  const words = String(error)
  if (/SQLITE_FULL|disk is full|No space left/i.test(words)) return 'ENOSPC'
  return /SQLITE_READONLY|readonly database|Permission denied/i.test(words) ? 'EACCES' : ''
}

/** The sentence for a failure of the file system or the network, where one is known. */
export function explain(error: unknown, about: { dataDir: string; host: string; port: number }): HostFailure | null {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new HostFailure(`Port ${about.port} is taken. Stop the other server or start with another one: PORT=${about.port + 1} npm start.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new HostFailure(`HOST=${about.host} is no address of this machine.`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return about.port < 1024 && error instanceof Error && error.message.includes('listen')
        ? new HostFailure(`Port ${about.port} needs more rights. Choose one from 1024 on.`)
        : new HostFailure(`The data folder ${about.dataDir} cannot be written. Give it write permission, or choose another one with DATA_DIR.`)
    case 'ENOSPC':
    case 'EDQUOT':
      return new HostFailure(`The disk with the data folder ${about.dataDir} is full. Free some space and start again; nothing was lost.`)
    case 'ENOTDIR':
    case 'EEXIST':
      return new HostFailure(`DATA_DIR=${about.dataDir} is not a folder.`)
    default:
      return error instanceof HostFailure ? error : null
  }
}
