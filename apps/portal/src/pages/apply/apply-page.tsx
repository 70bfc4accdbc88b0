import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Alert, Result } from 'antd';
import { useState } from 'react';
import { applicationQuery, companyQuery, draftsQuery } from '../../api/queries.ts';
import { useMe } from '../../app/session.tsx';
import { DraftsCard } from '../../parts/drafts-card.tsx';
import { Answered } from '../../parts/status.tsx';
import { ApplyForm, type Values } from './apply-form.tsx';

/** A new form from an application that is there: its facts and investor, nothing of its course. */
const ApplyLike = ({ like, refile }: { like: string; refile: boolean }) => {
  const application = useQuery({ ...applicationQuery(like), staleTime: Number.POSITIVE_INFINITY });
  return (
    <Answered asked={application}>
      {({ investor, facts }) => (
        <ApplyForm
          draft={undefined}
          first={{ investor, facts, electronicDelivery: true, ...(refile ? { refilingOf: like } : {}) }}
          reload={() => undefined}
        />
      )}
    </Answered>
  );
};

const ApplyFromDraft = () => {
  const { draft: wanted } = useSearch({ from: '/shell/apply' });
  const queries = useQueryClient();
  const [generation, setGeneration] = useState(0);
  const drafts = useQuery({ ...draftsQuery, staleTime: Number.POSITIVE_INFINITY });
  const company = useQuery(companyQuery);
  const reload = async (): Promise<void> => {
    await queries.refetchQueries({ queryKey: draftsQuery.queryKey });
    setGeneration(generation + 1);
  };
  return (
    <Answered asked={company}>
      {(own) => (
        <Answered asked={drafts}>
          {(found) => {
            const draft = found.find(({ id }) => id === wanted);
            if (wanted !== undefined && draft === undefined)
              return (
                <Result
                  status="info"
                  title="没有找到这份草稿，可能已经提交"
                  extra={
                    <Link to="/apply" className="button">
                      新建准入申请
                    </Link>
                  }
                />
              );
            return (
              <ApplyForm
                key={`${wanted ?? ''} ${generation}`}
                draft={draft}
                reload={() => void reload()}
                first={
                  (draft?.form as Values | undefined) ?? {
                    investor:
                      own === null
                        ? { kind: 'company' }
                        : own.creditCode === null
                          ? { kind: 'toBeFounded', name: own.name }
                          : { kind: 'company', name: own.name, creditCode: own.creditCode },
                    electronicDelivery: true,
                  }
                }
              />
            );
          }}
        </Answered>
      )}
    </Answered>
  );
};

/** 新建准入申请: empty, from a draft, or like an application that is there. */
export const ApplyPage = () => {
  const me = useMe();
  const { draft, copy, refile } = useSearch({ from: '/shell/apply' });
  const like = refile ?? copy;
  return (
    <>
      <h1>{refile === undefined ? '准入申请' : '重新申报准入'}</h1>
      <Alert
        type="info"
        title="准入结论是对服务和供地的意见，不是行政许可；没有准入结论也可以办理项目备案。"
      />
      {like === undefined && draft === undefined && me.roles.includes('windowClerk') ? <DraftsCard /> : null}
      {like !== undefined ? <ApplyLike like={like} refile={refile !== undefined} /> : <ApplyFromDraft />}
    </>
  );
};
