import * as z from 'zod'

/** What the host itself reads from the environment; what the worker reads stands in its `Settings`. `docs/operations.md` has its table from here. */
export const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787).describe('Port to serve. 0 takes a free one.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on. 0.0.0.0 for every one of this machine.'),
  DATA_DIR: z.string().min(1).default('.data').describe('Folder that holds everything. A relative one starts at the repository.'),
  DEMO: z.stringbool().default(false).describe('Fills an empty data folder with made-up people to look around with. Nothing is made up without it.'),
  TRUST_PROXY: z.stringbool().default(false).describe('Behind a proxy of your own: the last X-Forwarded-For hop is the caller.'),
  TLS_CERT: z.string().optional().describe('Certificate chain as a PEM file, to serve HTTPS without a proxy. Needs TLS_KEY.'),
  TLS_KEY: z.string().optional().describe('Its private key as a PEM file.'),
})
