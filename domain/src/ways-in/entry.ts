import { DisplayName, Email } from '@studymate/contract/auth'
import { looksLikeLink } from '#people/link'

/** What a provider says of somebody, as it said it. */
export interface Said {
  /** The provider's own, lasting name of the person; never the address. */
  readonly subject: string
  readonly email: string | null
  /** Whether the provider vouches that the address is the person's. */
  readonly isEmailVerified: boolean
  readonly name: string | null
}

/** What a new account takes over: an address only where the provider vouches for it, a name only where it may stand here. */
export interface Beginning {
  readonly email: string | null
  /** Empty where there is none: nothing is invented, the welcome asks. */
  readonly displayName: string
}

/** The address of {@link Said} in the form in which ours are compared; null where it is none. */
export function addressOf(said: Pick<Said, 'email'>): string | null {
  return Email.safeParse(said.email).data ?? null
}

/** What of {@link Said} a new account begins with. */
export function beginningOf(said: Said): Beginning {
  const name = DisplayName.safeParse(said.name).data
  return {
    email: said.isEmailVerified ? addressOf(said) : null,
    displayName: name === undefined || looksLikeLink(name) ? '' : name,
  }
}

/** Where a sign-in by a provider leads: to the person whom the subject names, to a new account, or nowhere because the address has an account. */
export type Entry<Id> = { readonly leads: 'in'; readonly userId: Id } | { readonly leads: 'new'; readonly beginning: Beginning } | { readonly leads: 'nowhere' }

/**
 * Decides a sign-in by a provider. `bySubject` is whom the subject names, `byAddress` who has the address here. An address never lets anybody in: neither
 * side's word for it outlives a change of hands, and whoever registered it unverified would share the account (F01). The person links from inside. ADR 0011.
 */
export function entryOf<Id>(said: Said, known: { readonly bySubject: Id | null; readonly byAddress: Id | null }): Entry<Id> {
  if (known.bySubject !== null) return { leads: 'in', userId: known.bySubject }
  return known.byAddress === null ? { leads: 'new', beginning: beginningOf(said) } : { leads: 'nowhere' }
}
