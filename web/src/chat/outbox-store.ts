import { promisifyRequest, type UseStore } from 'idb-keyval'

/** A key-value store of IndexedDB that lets go of its database when somebody wants to delete it, and opens it anew afterwards. */
export function openStore(database: string, table: string): UseStore {
  let opened: Promise<IDBDatabase> | undefined
  const open = (): Promise<IDBDatabase> => {
    if (opened) return opened
    const request = indexedDB.open(database)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(table))
    opened = promisifyRequest(request)
    const forget = () => {
      opened = undefined
    }
    void opened.then((db) => {
      // Signing out deletes the database: held open, it would only go when this page closes, with what the next person had put into it.
      db.addEventListener('versionchange', () => {
        db.close()
        forget()
      })
      db.addEventListener('close', forget)
    }, forget)
    return opened
  }
  return async (mode, work) => work((await open()).transaction(table, mode).objectStore(table))
}
