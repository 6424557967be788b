import { Bone, Skeleton } from '#ui/skeleton.tsx'

/** Bubbles to come. */
export function LogSkeleton() {
  return (
    <Skeleton>
      <div className="stack s3">
        {[52, 68, 40, 60].map((width) => (
          <Bone key={width} width={width} height={44} />
        ))}
      </div>
    </Skeleton>
  )
}
