import { ContactsOutlined, PhoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ask } from '../api/graphql.ts';
import { EnterpriseContactDocument } from '../generated/graphql.ts';

/** Whom of the enterprise its agent calls. Asked for by him and at no other time: each look is on record. */
export const EnterpriseContact = ({ projectId }: { projectId: string }) => {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['enterprise-contact', projectId],
    queryFn: async () =>
      (await ask(EnterpriseContactDocument, { input: { projectId } })).getEnterpriseContact,
    enabled: false,
    retry: false,
    // What was shown is not kept: the consent may be taken back.
    gcTime: 0,
  });
  if (data !== undefined && error === null)
    return (
      <div data-testid="enterprise-contact">
        企业联系人 {data.name}
        {data.post === null ? '' : `（${data.post}）`}{' '}
        {data.phone === null ? (
          <span className="muted">没有登记电话</span>
        ) : (
          <a href={`tel:${data.phone}`}>
            <PhoneOutlined /> {data.phone}
          </a>
        )}
      </div>
    );
  return (
    <div>
      <Button
        size="small"
        icon={<ContactsOutlined />}
        loading={isFetching}
        onClick={() => void refetch()}
        data-testid="show-enterprise-contact"
      >
        查看企业联系人
      </Button>
      {error === null ? (
        <div className="muted small">查看会留下记录</div>
      ) : (
        <div role="alert" className="muted small">
          {error.message}
        </div>
      )}
    </div>
  );
};
