export function build(options?: { dist?: string; parts?: ('client' | 'worker')[]; quiet?: boolean }): Promise<string[]>
