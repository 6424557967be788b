import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Camera as CameraIcon, ImagePlus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { removeProfileImage, saveProfileImage, type ProfileImage } from '@studymate/contract/profile-image'
import { api } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { encodeBoth, openPicture } from '#profile-image/canvas'
import { firstCrop, type Crop } from '#profile-image/crop'
import { Camera } from '#profile-image/parts/camera.tsx'
import { Cropper } from '#profile-image/parts/cropper.tsx'
import type { ProfileImagePickerProps } from '#profile-image/picker.tsx'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

type Step = { readonly at: 'camera' } | { readonly at: 'crop'; readonly picture: ImageBitmap; readonly crop: Crop } | { readonly at: 'remove' }

/** One's own picture with what can be done to it: choose, take, crop, save, remove. */
export function Editor({ person, onChange }: ProfileImagePickerProps) {
  const { t } = useLingui()
  const sentence = useSentence()
  const queries = useQueryClient()
  const file = useRef<HTMLInputElement>(null)
  const [step, setStep] = useState<Step | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [sent, setSent] = useState(0)

  const changed = async (image: ProfileImage, words: string) => {
    setStep(null)
    onChange?.(image)
    toast(words)
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
  const save = useMutation({
    mutationFn: async ({ picture, crop }: { picture: ImageBitmap; crop: Crop }) => {
      setSent(0)
      const both = await encodeBoth(picture, crop)
      return api.call(saveProfileImage, both, { onUploadProgress: ({ progress }) => setSent(progress ?? 0) })
    },
    onSuccess: (image) => changed(image, t`사진을 바꿨어요.`),
  })
  const remove = useMutation({ mutationFn: () => api.call(removeProfileImage, {}), onSuccess: (image) => changed(image, t`사진을 지웠어요.`) })

  const crop = (picture: ImageBitmap) => {
    save.reset()
    setStep({ at: 'crop', picture, crop: firstCrop(picture) })
  }
  const choose = async (chosen: File) => {
    setFault(null)
    const opened = await openPicture(chosen)
    if (opened === 'unreadable') setFault(t`이 파일은 사진으로 열 수 없어요. JPEG, PNG, WebP 사진을 골라 주세요.`)
    else if (opened === 'too-many-pixels') setFault(t`4천만 화소가 넘는 사진이에요. 더 작은 사진을 골라 주세요.`)
    else crop(opened)
  }
  const close = () => {
    if (!save.isPending && !remove.isPending) setStep(null)
  }
  const has = person.profileImage !== null
  const canTake = 'mediaDevices' in navigator
  return (
    <div className="stack s3">
      <div className="row">
        <Avatar seed={person.userId} name={person.displayName} image={person.profileImage} size="l" />
        <div className="row wrap grow gap-2">
          <input
            ref={file}
            className="sr"
            type="file"
            accept="image/*"
            tabIndex={-1}
            aria-label={t`사진 파일`}
            onChange={(event) => {
              const chosen = event.target.files?.[0]
              // The same file may be chosen again.
              event.target.value = ''
              if (chosen) void choose(chosen)
            }}
          />
          <Button small icon={<ImagePlus className="s" />} onClick={() => file.current?.click()}>
            {has ? <Trans>사진 바꾸기</Trans> : <Trans>사진 고르기</Trans>}
          </Button>
          {canTake && (
            <Button
              small
              icon={<CameraIcon className="s" />}
              onClick={() => {
                setFault(null)
                setStep({ at: 'camera' })
              }}
            >
              <Trans>찍기</Trans>
            </Button>
          )}
          {has && (
            <Button
              small
              kind="quiet"
              icon={<Trash2 className="s" />}
              onClick={() => {
                remove.reset()
                setStep({ at: 'remove' })
              }}
            >
              <Trans>사진 지우기</Trans>
            </Button>
          )}
        </div>
      </div>
      {fault === null ? (
        <p className="meta">
          <Trans>찍은 곳과 때 같은 정보는 지우고 올려요.</Trans>
        </p>
      ) : (
        <FormError>{fault}</FormError>
      )}
      <Sheet open={step !== null} onClose={close} form="dialog" title={step?.at === 'remove' ? t`사진을 지울까요?` : t`내 사진`}>
        {step?.at === 'camera' && <Camera onTaken={crop} />}
        {step?.at === 'crop' && (
          <>
            <Cropper picture={step.picture} crop={step.crop} onChange={(next) => setStep({ ...step, crop: next })} />
            {save.isPending && <progress className="w-full" value={sent} max={1} aria-label={t`올린 만큼`} />}
            <PausedNote of={save} />
            {save.isError && <FormError>{sentence(save.error)}</FormError>}
            <Button kind="go" wide busy={save.isPending} onClick={() => save.mutate(step)}>
              <Trans>이 사진으로 하기</Trans>
            </Button>
          </>
        )}
        {step?.at === 'remove' && (
          <>
            <p className="two">
              <Trans>모두에게서 사라지고, 그 자리에는 조각보가 보여요.</Trans>
            </p>
            <PausedNote of={remove} />
            {remove.isError && <FormError>{sentence(remove.error)}</FormError>}
            <Button kind="bad" wide busy={remove.isPending} onClick={() => remove.mutate()}>
              <Trans>사진 지우기</Trans>
            </Button>
          </>
        )}
      </Sheet>
    </div>
  )
}
