import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { similarQuery } from '../../api/queries.ts';

/** What looks like the same project filed twice: a warning, no bar. */
export const SimilarNotice = ({
  facts,
  creditCode,
  except,
}: {
  facts: Readonly<Record<string, unknown>>;
  creditCode?: string | undefined;
  except?: string | undefined;
}) => {
  const { data = [] } = useQuery(
    similarQuery({
      name: String(facts['name'] ?? ''),
      ...(creditCode === undefined || creditCode === '' ? {} : { creditCode }),
      ...(typeof facts['parcelWish'] === 'string' ? { parcelWish: facts['parcelWish'] } : {}),
      ...(except === undefined ? {} : { except }),
    }),
  );
  if (data.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="similar"
      title="可能重复申报，请核对（不影响提交）"
      description={
        <ul className="plain">
          {data.map(({ because, id, name, statusZh, submittedOn }) => (
            <li key={`${because}-${id ?? ''}`}>
              {because === 'name' ? '名称相近：' : '意向地块相同：'}
              {id === null ? (
                '另有其他项目申请'
              ) : (
                <>
                  <Link to="/projects/$projectId" params={{ projectId: id }}>
                    {name}
                  </Link>{' '}
                  <span className="muted">
                    {statusZh}，{submittedOn} 提交
                  </span>
                </>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
};
