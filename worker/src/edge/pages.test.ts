import { describe, expect, it } from 'vitest'
import { dress } from './pages.ts'

const page = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })
const at = (path: string, host = 'study.example:8787') => new URL(`http://${host}${path}`)

describe('a page', () => {
  it('may speak with the site that it came from, and with no other', () => {
    const policy = dress(page(), at('/')).headers.get('content-security-policy') ?? ''
    expect(policy.split('; ').find((part) => part.startsWith('connect-src'))).toBe("connect-src 'self' ws://study.example:8787 wss://study.example:8787")
    expect(policy).not.toContain('unsafe')
  })

  it('shows pictures by the public name of the site too, where it has one', () => {
    const images = (publicUrl?: string) =>
      (dress(page(), at('/'), publicUrl).headers.get('content-security-policy') ?? '').split('; ').find((part) => part.startsWith('img-src'))
    expect(images()).toBe("img-src 'self' blob: data:")
    expect(images('https://study.example')).toBe("img-src 'self' blob: data: https://study.example")
  })

  it('gets no policy out of a made-up host', () => {
    const policy = dress(page(), at('/', "a;script-src'*'")).headers.get('content-security-policy') ?? ''
    expect(policy.match(/script-src/g)).toHaveLength(1)
  })
})

describe('a file of the app', () => {
  it('that is missing is never the page, with or without an ending', () => {
    for (const path of ['/assets/gone', '/assets/gone.js', '/assets/gone.html', '/fonts/gone', '/robots.txt'])
      expect([path, dress(page(), at(path)).status]).toEqual([path, 404])
    expect(dress(page(), at('/chat/room_1')).status).toBe(200)
  })

  it('is kept for ever only where it is one', () => {
    const kept = (status: number) =>
      dress(new Response(null, { status, headers: { 'content-type': 'text/javascript' } }), at('/assets/x.js')).headers.get('cache-control')
    expect([kept(200), kept(304), kept(307), kept(404)]).toEqual(['public, max-age=31536000, immutable', 'public, max-age=31536000, immutable', null, null])
  })
})
