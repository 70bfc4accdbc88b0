import { PhoneOutlined } from '@ant-design/icons';
import { Link, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { Button, Empty, Tag } from 'antd';
import type { Turn } from '../api/queries.ts';
import { useMe } from '../app/session.tsx';
import type { Intended } from './command-drawer.tsx';
import { titleOf } from './command-forms.ts';
import { DueDate, Light } from './light.tsx';
import { commandsOf, isMine, pageOf, wantsParcel } from './turns.ts';

const Subject = ({ turn }: { turn: Turn }) => {
  if (turn.projectId !== null)
    return (
      <Link to="/projects/$projectId" params={{ projectId: turn.projectId }}>
        {turn.projectName}
      </Link>
    );
  if (turn.parcelId !== null)
    return (
      <Link to="/land/$parcelId" params={{ parcelId: turn.parcelId }}>
        {turn.projectName}
      </Link>
    );
  return <span>{turn.projectName}</span>;
};

/** Whom to ask: the named contact of the step, with a phone that a phone can dial. */
const Holder = ({ turn, mine }: { turn: Turn; mine: boolean }) => {
  const me = useMe();
  if (mine) {
    const claimed = turn.claimedBy === null ? '' : turn.claimedBy === me.id ? '，您已认领' : '，同事已认领';
    return (
      <span>
        由{turn.party === 'enterprise' ? '贵企业' : '您或同事'}办理{claimed}
      </span>
    );
  }
  return (
    <span>
      {turn.holderName}
      {turn.contact === null ? null : (
        <>
          {turn.holderName.includes(turn.contact.name) ? '' : ` · ${turn.contact.name}`}
          {turn.contact.post === null ? '' : `（${turn.contact.post}）`}{' '}
          {turn.contact.phone === null ? null : (
            <a href={`tel:${turn.contact.phone}`} aria-label={`拨打${turn.contact.name}的电话`}>
              <PhoneOutlined /> {turn.contact.phone}
            </a>
          )}
        </>
      )}
    </span>
  );
};

/** Whose turn it is, since when and until when; a button for who may act. */
export const TurnRow = ({
  turn,
  withProject,
  act,
}: {
  turn: Turn;
  withProject: boolean;
  act: (intended: Intended) => void;
}) => {
  const me = useMe();
  const navigate = useNavigate();
  const mine = isMine(turn, me);
  const commands = commandsOf(turn, me);
  const page = pageOf[turn.action];
  const onParcel = useMatchRoute()({ to: '/land/$parcelId' }) !== false;
  const start = () => {
    if (page !== undefined && turn.projectId !== null)
      void navigate({ to: page, params: { projectId: turn.projectId } });
    else if (wantsParcel.has(turn.action) && !onParcel)
      void navigate({ to: '/land/$parcelId', params: { parcelId: turn.caseId } });
    else
      act({
        commands,
        caseId: turn.caseId,
        subject: turn.projectName,
        context: { turnId: turn.id, projectId: turn.projectId },
      });
  };
  return (
    <li className="turn">
      <div>
        <div className="what">
          {turn.what} {turn.optional ? <Tag>可选</Tag> : null}
        </div>
        {withProject ? <Subject turn={turn} /> : null}
        <div className="facts">
          <Light light={turn.light} daysLeft={turn.daysLeft} />
          <DueDate dueOn={turn.dueOn} provisional={turn.provisional} />
          <Holder turn={turn} mine={mine} />
          <span>自 {turn.since}</span>
        </div>
      </div>
      {commands.length === 0 ? null : (
        <div className="act">
          <Button
            type={mine && !turn.optional ? 'primary' : 'default'}
            onClick={start}
            data-testid={`turn-${turn.action}`}
            aria-label={`办理：${turn.what}`}
          >
            {mine ? '办理' : commands.length === 1 ? titleOf(commands[0] ?? '') : '处理'}
          </Button>
        </div>
      )}
    </li>
  );
};

/** One's own first, then the others'. */
export const TurnList = ({
  turns,
  withProject = false,
  act,
}: {
  turns: readonly Turn[];
  withProject?: boolean;
  act: (intended: Intended) => void;
}) => {
  const me = useMe();
  if (turns.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="目前没有需要办理的事项" />;
  const ordered = [...turns.filter((turn) => isMine(turn, me)), ...turns.filter((turn) => !isMine(turn, me))];
  return (
    <ul className="turns">
      {ordered.map((turn) => (
        <TurnRow key={turn.id} turn={turn} withProject={withProject} act={act} />
      ))}
    </ul>
  );
};
