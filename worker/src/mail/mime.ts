/** A mail before it is sent: plain text and HTML say the same. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

const FOLD = 75

/**
 * A header value as RFC 2047 encoded-words where it is not plain ASCII: each at most 75 characters, whole characters
 * only, so that no decoder can split a syllable.
 */
export function encodeHeader(value: string): string {
  const clean = value.replaceAll(/[\r\n]+/g, ' ')
  if (/^[\x20-\x7e]*$/.test(clean) && clean.length <= FOLD) return clean
  const most = Math.floor((FOLD - '=?utf-8?B??='.length) / 4) * 3
  const words: string[] = []
  let chunk = ''
  for (const character of clean) {
    if (Buffer.byteLength(chunk + character) > most) {
      words.push(chunk)
      chunk = ''
    }
    chunk += character
  }
  words.push(chunk)
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

function base64Lines(text: string): string {
  return Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'))
    .toString('base64')
    .replaceAll(/.{1,76}/g, '$&\r\n')
    .trimEnd()
}

/** The whole message in Internet Message Format (RFC 5322) with two alternatives (RFC 2046). `id` is unique, `date` epoch ms. */
export function toEml(mail: Mail, from: string, id: string, date: number): string {
  const boundary = `=_${id}`
  const part = (type: string, body: string) => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(body),
  ]
  return [
    `From: ${from}`,
    `To: ${mail.to}`,
    `Subject: ${encodeHeader(mail.subject)}`,
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@studymate>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', mail.text),
    ...part('text/html', mail.html),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}

/** Text that cannot break out of HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
