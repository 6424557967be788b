/** Days a notification lives (decisions §10a). */
export const NOTIFICATION_DAYS = 90
