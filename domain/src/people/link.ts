// Endings that mail and chat programs turn into links even without a scheme, as far as they are met in spam. Those that are English words (me, it,
// today, live) need a path behind them, or a sentence without a space after its full stop would be refused.
const ENDINGS =
  'com|net|org|info|biz|mobi|io|co|tv|cc|ly|gg|ai|app|dev|link|xyz|website|vip|icu|buzz|cyou|sbs|cfd|lol|blog|casino|porn|sex|xxx|' +
  'ru|cn|kr|jp|tw|hk|uk|de|fr|es|eu|ca|au|br|pl|ua|nl|tk|ml|ga|cf|gq|su|ch|se|vn|th|ph|sg|nz|mx|tr|gr|cz|hu|ro|dk|fi|pt|ie|il|한국|닷컴|닷넷|中国|рф'
// Words that spam likes to end in: with a capital they begin the next sentence.
const WORD_ENDINGS = 'online|shop|store|site|club|top|zip'

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?'
// Looked for in the text as it was written; all others without case.
const WORD_HOST = new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${LABEL}\\.)+(?:${WORD_ENDINGS})(?![A-Za-z0-9-])(?!\\.[A-Za-z0-9])`, 'u')
const LINKS = [
  // Any scheme: http://, hxxps://, tg://, also mailto: and javascript:
  /[a-z][a-z0-9+.-]*:\/\//u,
  /(?:^|[^\p{L}\p{N}])(?:mailto|javascript|data|tel|sms):\S/u,
  /(?:^|[^\p{L}\p{N}])www\.\S/u,
  // A Korean particle may follow at once: evil.com으로
  new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${LABEL}\\.)+(?:${ENDINGS})(?![a-z0-9-])(?!\\.[a-z0-9])`, 'u'),
  // A name with a path or a port. Node.js/React is none: js, ts and the like end no address.
  new RegExp(
    `(?:^|[^\\p{L}\\p{N}])(?:${LABEL}\\.)*[\\p{L}\\p{N}][\\p{L}\\p{N}-]*[\\p{L}\\p{N}]\\.(?!(?:js|ts|jsx|tsx|cs)\\b)[\\p{L}-]{2,}(?::\\d{2,5}|/\\S)`,
    'u',
  ),
  /(?:^|[^\p{L}\p{N}])(?:t|wa|m|fb)\.me\/\S/u,
  // An address of a mail, and a host in the letters of the wire.
  new RegExp(`[\\p{L}\\p{N}._%+-]@(?:${LABEL}\\.)+\\p{L}{2,}`, 'u'),
  /(?:^|[^\p{L}\p{N}-])(?:[a-z0-9-]+\.)*xn--[a-z0-9]/u,
  /(?:^|[^\d.])\d{1,3}(?:\.\d{1,3}){3}(?:[/:]\S)/u,
]

/**
 * Whether a text holds what a mail program or a person would take for an address to go to: a scheme, `www.`, a host with a usual ending, or any host with
 * a path or port, an address of a mail; full-width dots and invisible characters do not hide it. For names and for the hello of a request (F19), where a link is only ever spam.
 */
export function looksLikeLink(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\u034F\u115F\u1160\u3164]/gu, '')
    .replace(/[。․‧]/g, '.')
    .replace(/\s*[[({]\s*(?:\.|dot|점|닷)\s*[\])}]\s*/gi, '.')
    .replace(/[⁄∕]/g, '/')
  return WORD_HOST.test(plain) || LINKS.some((link) => link.test(plain.toLowerCase()))
}
