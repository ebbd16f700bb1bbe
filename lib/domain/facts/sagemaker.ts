export interface SageMakerFacts {
  'AWS::SageMaker::EndpointConfig': EndpointConfig;
  'AWS::SageMaker::NotebookInstance': NotebookInstance;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export interface EndpointConfig {
  /** The key of the company for the volumes of its instances. */
  readonly kmsKeyId: string | null;
  /** The types of its instances; none where it is serverless. */
  readonly instanceTypes: readonly string[];
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html */
export interface NotebookInstance {
  /** The key of the company for its volume. */
  readonly kmsKeyId: string | null;
  /** It has a way to the internet past the VPC of the company. */
  readonly directInternetAccess: boolean;
}
