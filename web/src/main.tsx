import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#app/clean'
import { Providers } from '#app/providers.tsx'
import { recoverFromNewVersion } from '#app/recover'
import { router } from '#app/router'
import { startWords } from '#app/words'
import '#ui/style.css'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

recoverFromNewVersion()
await startWords()
createRoot(place).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
)

// Glyphs for people's own text: a sheet of unicode ranges, not needed for the first paint.
const slices = document.createElement('link')
slices.rel = 'stylesheet'
slices.href = '/fonts/people.css'
document.head.append(slices)
