// Imports point down: contract ← domain ← worker ← host, and contract ← domain ← web. Features are neighbours.
/** Folders of the worker that every feature may stand on. */
const GROUND = 'edge|events|ai|live|mail|registry|notifications'
/** What opens a login: every way in and every change of a secret ends there. */
const DOOR = '^worker/src/auth/(admission|credentials|device|new-password|present)\\.ts$'

module.exports = {
  forbidden: [
    { name: 'contract-is-ground', severity: 'error', from: { path: '^contract/src' }, to: { path: '^(domain|worker|host|web|bench)/' } },
    { name: 'domain-is-pure', severity: 'error', from: { path: '^domain/src', pathNot: '\\.test' }, to: { pathNot: '^(domain|contract)/' } },
    { name: 'worker-looks-down', severity: 'error', from: { path: '^worker/src', pathNot: '\\.test\\.ts$' }, to: { path: '^(host|web|bench)/' } },
    { name: 'host-looks-down', severity: 'error', from: { path: '^host/src' }, to: { path: '^(web|bench)/' } },
    { name: 'web-speaks-contract', severity: 'error', from: { path: '^web/', pathNot: '\\.browser\\.ts$' }, to: { path: '^(worker|host|bench)/' } },
    {
      name: 'features-are-neighbours',
      comment: 'Another feature is reached by its store.ts (statements that share a batch), by the stub of its object, or by an event.',
      severity: 'error',
      from: { path: '^worker/src/([^/]+)/', pathNot: '\\.test\\.ts$|^worker/src/(live|registry)/' },
      to: { path: `^worker/src/(?!${GROUND})([^/]+)/`, pathNot: ['^worker/src/$1/', '/(store|room|call|test)\\.ts$', DOOR] },
    },
    { name: 'parts-draw-only', severity: 'error', from: { path: '^web/src/[^/]+/parts/' }, to: { path: '^web/src/app/api\\.ts$' } },
    { name: 'ui-knows-no-feature', severity: 'error', from: { path: '^web/src/ui/' }, to: { path: '^web/src/(?!ui|app)[^/]+/' } },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { pathNot: '\\.(test|browser)\\.ts|/testing/' },
      to: { path: '\\.(test|browser)\\.tsx?$|/testing/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'worker-configuration|\\.po$|node_modules/(?!@studymate)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js'] },
    tsPreCompilationDeps: true,
  },
}
