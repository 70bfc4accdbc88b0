import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from 'antd';
import { draftsQuery } from '../api/queries.ts';
import { minuteOf } from './time-words.ts';

const draftName = (form: unknown): string => {
  const facts = typeof form === 'object' && form !== null && 'facts' in form ? form.facts : null;
  const name = typeof facts === 'object' && facts !== null && 'name' in facts ? facts.name : '';
  return typeof name === 'string' && name !== '' ? name : '（未命名）';
};

/** 草稿: what was typed and not submitted, on whichever device; a company's own, or a window clerk's. */
export const DraftsCard = () => {
  const { data = [] } = useQuery(draftsQuery);
  return data.length === 0 ? null : (
    <Card title={<h2>草稿</h2>} data-testid="drafts">
      <ul className="turns">
        {data.map(({ id, form, savedAt }) => (
          <li key={id} className="turn">
            <div>
              <div className="what">{draftName(form)}</div>
              <div className="facts">保存于 {minuteOf(savedAt)}</div>
            </div>
            <div className="act">
              <Link to="/apply" search={{ draft: id }} className="button">
                继续填写
              </Link>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
};
