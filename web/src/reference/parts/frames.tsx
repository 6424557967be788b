import { Trans } from '@lingui/react/macro'
import { fieldsOf, type Channel, type Frame, type NamedShape } from '#reference/model'
import { Entry } from '#reference/parts/entry.tsx'
import { Fields, Whole } from '#reference/parts/types.tsx'

function FrameEntry({ of }: { of: Frame }) {
  const fields = fieldsOf(of.payload, ['type'])
  return (
    <Entry
      id={of.id}
      head={
        <h4 className="ref-head">
          <code className="b">{of.name}</code>
        </h4>
      }
    >
      {() =>
        fields.length > 0 ? (
          <Fields fields={fields} />
        ) : (
          <p className="two">
            <Trans>
              <code>type</code> 말고는 담는 것이 없어요.
            </Trans>
          </p>
        )
      }
    </Entry>
  )
}

/** A socket: its address, then the frames of either side. */
export function ChannelPart({ of }: { of: Channel }) {
  const client = of.frames.filter(({ from }) => from === 'client')
  const server = of.frames.filter(({ from }) => from === 'server')
  return (
    <div className="stack s3">
      <h3 className="ref-head">
        <code className="b">{of.address}</code>
        <span className="two" lang="en">
          {of.description}
        </span>
      </h3>
      {client.length > 0 && (
        <div className="stack s2">
          <p className="meta">
            <Trans>보내는 프레임</Trans>
          </p>
          <div className="card ref-list">
            {client.map((frame) => (
              <FrameEntry key={frame.id} of={frame} />
            ))}
          </div>
        </div>
      )}
      {server.length > 0 && (
        <div className="stack s2">
          <p className="meta">
            <Trans>받는 프레임</Trans>
          </p>
          <div className="card ref-list">
            {server.map((frame) => (
              <FrameEntry key={frame.id} of={frame} />
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

/** A named shape of the contract. */
export function ShapeEntry({ of }: { of: NamedShape }) {
  return (
    <Entry
      id={`shape.${of.name}`}
      head={
        <h3 className="ref-head">
          <code className="b">{of.name}</code>
        </h3>
      }
    >
      {() => <Whole shape={of.shape} />}
    </Entry>
  )
}
