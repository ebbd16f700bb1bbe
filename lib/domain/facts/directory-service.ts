export interface DirectoryServiceFacts {
  'AWS::DirectoryService::MicrosoftAD': Directory;
}

/**
 * A directory that people sign in by: AWS's own Microsoft AD, or a connector to one elsewhere.
 * https://docs.aws.amazon.com/directoryservice/latest/devguide/API_DirectoryDescription.html
 */
export interface Directory {
  /** `MicrosoftAD`, `ADConnector`, `SharedMicrosoftAD` or `SimpleAD`. */
  readonly type: string;
  /** Of the RADIUS server that asks for second factors: `Completed`, `Creating` or `Failed`. Null: there is none. */
  readonly radiusStatus: string | null;
}
