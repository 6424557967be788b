import { lazy, Suspense } from 'react'
import type { ProfileImage } from '@studymate/contract/profile-image'
import { wordsOf } from '#app/words'
import { Avatar } from '#ui/avatar.tsx'

export interface ProfileImagePickerProps {
  /** Whose picture it is: the signed-in person. */
  person: { readonly userId: string; readonly displayName: string; readonly profileImage: string | null }
  /** Told of the new addresses; the person's own queries (`['me', …]`) are asked anew by themselves. */
  onChange?: (image: ProfileImage) => void
}

// Code and words of its own, fetched where a picture is edited: no page waits for them.
const Editor = lazy(async () => {
  const [module] = await Promise.all([import('#profile-image/editor.tsx'), wordsOf('profile-image')])
  return { default: module.Editor }
})

/** Shows one's own picture and lets it be chosen, taken, cropped, saved and removed. Saves by itself. */
export function ProfileImagePicker(props: ProfileImagePickerProps) {
  const { userId, displayName, profileImage } = props.person
  return (
    <Suspense
      fallback={
        <div className="row picker-rest">
          <Avatar seed={userId} name={displayName} image={profileImage} size="l" />
        </div>
      }
    >
      <Editor {...props} />
    </Suspense>
  )
}
