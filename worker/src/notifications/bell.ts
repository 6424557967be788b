import { Notification } from '@studymate/contract/notifications'
import type { NotificationId } from '@studymate/contract/values'
import { timestamp } from '@studymate/contract/values'
import { NOTIFICATION_DAYS } from './life.ts'

/** A page of the bell, newest first. */
export interface BellPage {
  readonly notifications: Notification[]
  readonly total: number
  readonly unread: number
}

/** The notifications of one person, in their object's database. */
export class Bell {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`CREATE TABLE IF NOT EXISTS notifications (id TEXT PRIMARY KEY, collapse_key TEXT, body TEXT NOT NULL, created_at INTEGER NOT NULL, read_at INTEGER) STRICT;
      CREATE INDEX IF NOT EXISTS notifications_by_time ON notifications (created_at);
      CREATE UNIQUE INDEX IF NOT EXISTS notifications_collapsed ON notifications (collapse_key) WHERE collapse_key IS NOT NULL AND read_at IS NULL;
      CREATE INDEX IF NOT EXISTS notifications_unread ON notifications (read_at) WHERE read_at IS NULL`)
  }

  /**
   * Adds one; the same id again is harmless. Where an unread one with the same `collapseKey` stands, it is replaced, so
   * that a busy room is one line. Returns whether something new is to be shown.
   */
  add(notification: Notification, collapseKey: string | null, now: number): boolean {
    this.#sql.exec('DELETE FROM notifications WHERE created_at < ?', now - NOTIFICATION_DAYS * 86_400_000)
    if (this.#sql.exec('SELECT 1 FROM notifications WHERE id = ?', notification.notificationId).toArray().length > 0) return false
    if (collapseKey !== null) this.#sql.exec('DELETE FROM notifications WHERE collapse_key = ? AND read_at IS NULL', collapseKey)
    this.#sql.exec(
      'INSERT INTO notifications (id, collapse_key, body, created_at) VALUES (?, ?, ?, ?)',
      notification.notificationId,
      collapseKey,
      JSON.stringify(notification),
      now,
    )
    return true
  }

  /** Marks those of a collapse key as read: the room was opened. Returns how many. */
  readCollapsed(collapseKey: string, now: number): number {
    return this.#sql.exec('UPDATE notifications SET read_at = ? WHERE collapse_key = ? AND read_at IS NULL', now, collapseKey).rowsWritten
  }

  /** Takes out those of a collapse key, read or not: what they told of was taken back. */
  takeBack(collapseKey: string): void {
    this.#sql.exec('DELETE FROM notifications WHERE collapse_key = ?', collapseKey)
  }

  /** A page; `page` starts at 1. */
  page(page: number, size: number): BellPage {
    const rows = this.#sql
      .exec<{ body: string; read_at: number | null }>(
        'SELECT body, read_at FROM notifications ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?',
        size,
        (page - 1) * size,
      )
      .toArray()
    const total = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM notifications').one().n
    return {
      notifications: rows.map((row) => Notification.parse({ ...JSON.parse(row.body), readAt: row.read_at === null ? null : timestamp(row.read_at) })),
      total,
      unread: this.unread(),
    }
  }

  unread(): number {
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM notifications WHERE read_at IS NULL').one().n
  }

  /** Marks one as read and says when it was; null if there is none. Twice keeps the first time. */
  read(id: NotificationId, now: number): number | null {
    this.#sql.exec('UPDATE notifications SET read_at = ? WHERE id = ? AND read_at IS NULL', now, id)
    return this.#sql.exec<{ read_at: number | null }>('SELECT read_at FROM notifications WHERE id = ?', id).toArray()[0]?.read_at ?? null
  }

  readAll(now: number): void {
    this.#sql.exec('UPDATE notifications SET read_at = ? WHERE read_at IS NULL', now)
  }

  /** Takes out everything that names a person: they blocked, or left. */
  forget(userId: string): void {
    this.#sql.exec(`DELETE FROM notifications WHERE json_extract(body, '$.data.from.userId') = ?`, userId)
  }
}
