export interface TransferFacts {
  'AWS::Transfer::Server': TransferServer;
}

/** https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html */
export interface TransferServer {
  /** `SFTP`, `FTPS`, `FTP` or `AS2`; sorted. */
  readonly protocols: readonly string[];
}
