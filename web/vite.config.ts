import { lingui } from '@lingui/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { notOfTheFront } from './frame.ts'
import { lightContract } from './contract/plugin.ts'
import { fontSlices } from './fonts/slices.ts'
import { prerenderedLanding } from './prerender.ts'

/** Code of ours, and icons. */
const OURS = /\/(?:web|contract|domain)\/src\/(?!.*\.po)|lucide-react/

/** The client. `lingui` stands before `react`: macros are words to extract, and must be turned into calls before JSX is. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    lightContract(),
    lingui({ cwd: import.meta.dirname, macroTransform: true, failOnCompileError: true }),
    react(),
    tailwindcss(),
    fontSlices(),
    prerenderedLanding(import.meta.dirname),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          input: { index: 'index.html', landing: 'src/landing/start.tsx' },
          // A group without its dependencies needs it.
          preserveEntrySignatures: 'allow-extension',
          output: {
            // Fewer and larger files compress better: what every page has, and what every page of the app has.
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|zustand|@lingui)\// },
                { name: 'app', test: /node_modules\/@tanstack\// },
                // What twenty pages share: a file for each icon and button costs more than the few that a page does not draw.
                { name: notOfTheFront('frame'), test: OURS, minShareCount: 20, includeDependenciesRecursively: false, priority: -1 },
              ],
            },
          },
        },
      },
    },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // The bench weighs each page by it.
    manifest: true,
    // The files of a page are asked for at once; for what comes behind it, a list of files in each place that may open it weighs more than it wins.
    modulePreload: { resolveDependencies: (_file, files, { hostId, hostType }) => (hostType === 'html' || /\brouter\b/.test(hostId) ? files : []) },
    // Browsers that know light-dark(), popover and oklch(): nothing of the style sheet is rewritten.
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    // A data: URL would need an exception in font-src and img-src; a file is cached by itself.
    assetsInlineLimit: 0,
  },
})
