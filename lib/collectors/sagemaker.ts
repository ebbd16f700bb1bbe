import {
  DescribeEndpointConfigCommand,
  DescribeNotebookInstanceCommand,
  paginateListEndpointConfigs,
  paginateListNotebookInstances,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listEndpointConfigs = paged(
  'sagemaker:ListEndpointConfigs',
  SageMakerClient,
  paginateListEndpointConfigs,
  (page) => page.EndpointConfigs,
);
const describeEndpointConfig = operation(
  'sagemaker:DescribeEndpointConfig',
  SageMakerClient,
  DescribeEndpointConfigCommand,
);
const listNotebookInstances = paged(
  'sagemaker:ListNotebookInstances',
  SageMakerClient,
  paginateListNotebookInstances,
  (page) => page.NotebookInstances,
);
const describeNotebookInstance = operation(
  'sagemaker:DescribeNotebookInstance',
  SageMakerClient,
  DescribeNotebookInstanceCommand,
);

interface Named {
  readonly arn: string;
  readonly name: string;
}
const configByName = ({ name }: Named) => ({ EndpointConfigName: name });
const notebookByName = ({ name }: Named) => ({ NotebookInstanceName: name });

/** Every endpoint configuration of the account in the Region, deployed or not. */
export const endpointConfig = defineCollector(
  {
    type: 'AWS::SageMaker::EndpointConfig',
    service: 'sagemaker',
    where: 'region',
    list: {
      uses: [listEndpointConfigs],
      read: async (aws: Reader): Promise<readonly Named[]> =>
        (await aws(listEndpointConfigs, { MaxResults: 100 })).map((found) => ({
          arn: required(found.EndpointConfigArn, 'EndpointConfigArn'),
          name: required(found.EndpointConfigName, 'EndpointConfigName'),
        })),
    },
  },
  {
    kmsKeyId: from(describeEndpointConfig, configByName, ({ EndpointConfigArn, KmsKeyId }) => {
      required(EndpointConfigArn, 'EndpointConfigArn');
      return KmsKeyId ?? null;
    }),
    instanceTypes: from(
      describeEndpointConfig,
      configByName,
      ({ ProductionVariants, ShadowProductionVariants }) => {
        const variants = [
          ...required(ProductionVariants, 'ProductionVariants'),
          ...(ShadowProductionVariants ?? []),
        ];
        return [...new Set(variants.flatMap(({ InstanceType }) => InstanceType ?? []))].sort();
      },
    ),
  },
);

/** Every notebook instance of the account in the Region, also while it is stopped. */
export const notebookInstance = defineCollector(
  {
    type: 'AWS::SageMaker::NotebookInstance',
    service: 'sagemaker',
    where: 'region',
    list: {
      uses: [listNotebookInstances],
      read: async (aws: Reader): Promise<readonly Named[]> =>
        (await aws(listNotebookInstances, { MaxResults: 100 })).map((found) => ({
          arn: required(found.NotebookInstanceArn, 'NotebookInstanceArn'),
          name: required(found.NotebookInstanceName, 'NotebookInstanceName'),
        })),
    },
  },
  {
    kmsKeyId: from(describeNotebookInstance, notebookByName, ({ NotebookInstanceArn, KmsKeyId }) => {
      required(NotebookInstanceArn, 'NotebookInstanceArn');
      return KmsKeyId ?? null;
    }),
    directInternetAccess: from(
      describeNotebookInstance,
      notebookByName,
      ({ DirectInternetAccess }) => required(DirectInternetAccess, 'DirectInternetAccess') === 'Enabled',
    ),
  },
);
