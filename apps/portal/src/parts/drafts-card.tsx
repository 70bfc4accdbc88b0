import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Card, Popconfirm, Space } from 'antd';
import { ask } from '../api/graphql.ts';
import { draftsQuery } from '../api/queries.ts';
import { DiscardDraftDocument } from '../generated/graphql.ts';
import { zhCn } from '../words/zh-cn.ts';
import { minuteOf } from './time-words.ts';

const draftName = (form: unknown): string => {
  const facts = typeof form === 'object' && form !== null && 'facts' in form ? form.facts : null;
  const name = typeof facts === 'object' && facts !== null && 'name' in facts ? facts.name : '';
  return typeof name === 'string' && name !== '' ? name : '（未命名）';
};

/** 草稿: what was typed and not submitted, on whichever device; a company's own, or a window clerk's. */
export const DraftsCard = () => {
  const drafts = useQuery(draftsQuery);
  const data = drafts.data ?? [];
  const queries = useQueryClient();
  const { message } = App.useApp();
  const discard = useMutation({
    mutationFn: async (id: string) =>
      (await ask(DiscardDraftDocument, { input: { id, key: crypto.randomUUID() } })).discardDraft,
    onSuccess: async (answer) => {
      if (answer.__typename === 'Refused') message.error(answer.zh);
      await queries.invalidateQueries({ queryKey: draftsQuery.queryKey });
    },
    onError: ({ message: zh }) => void message.error(zh),
  });
  if (drafts.error !== null && data.length === 0)
    return (
      <Alert
        type="warning"
        showIcon
        title={`草稿暂时读不出来：${drafts.error.message}`}
        action={<Button onClick={() => void drafts.refetch()}>{zhCn.retry}</Button>}
      />
    );
  return data.length === 0 ? null : (
    <Card title={<h2>草稿</h2>} data-testid="drafts">
      <ul className="turns">
        {data.map(({ id, form, savedAt }) => (
          <li key={id} className="turn">
            <div>
              <div className="what">{draftName(form)}</div>
              <div className="facts">保存于 {minuteOf(savedAt)}</div>
            </div>
            <Space className="act">
              <Popconfirm
                title="删除这份草稿？删除后不能恢复"
                okText="删除"
                cancelText="保留"
                onConfirm={() => discard.mutate(id)}
              >
                <Button type="text" icon={<DeleteOutlined />} aria-label={`删除草稿：${draftName(form)}`} />
              </Popconfirm>
              <Link to="/apply" search={{ draft: id }} className="button">
                继续填写
              </Link>
            </Space>
          </li>
        ))}
      </ul>
    </Card>
  );
};
