namespace AlbEmulator.Imports.CloudFormation;

/// <summary>Types of resources that are looked at.</summary>
internal static class ResourceTypes
{
    public const string LoadBalancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    public const string Listener = "AWS::ElasticLoadBalancingV2::Listener";
    public const string Rule = "AWS::ElasticLoadBalancingV2::ListenerRule";
    public const string TargetGroup = "AWS::ElasticLoadBalancingV2::TargetGroup";
    public const string ListenerCertificate = "AWS::ElasticLoadBalancingV2::ListenerCertificate";
    public const string TrustStore = "AWS::ElasticLoadBalancingV2::TrustStore";
    public const string TrustStoreRevocation = "AWS::ElasticLoadBalancingV2::TrustStoreRevocation";
    public const string EcsService = "AWS::ECS::Service";
    public const string Stack = "AWS::CloudFormation::Stack";

    /// <summary>A stack within another, as the Serverless Application Model says it.</summary>
    public const string Application = "AWS::Serverless::Application";

    public const string Function = "AWS::Lambda::Function";
    public const string ServerlessFunction = "AWS::Serverless::Function";
    public const string FunctionVersion = "AWS::Lambda::Version";
    public const string FunctionAlias = "AWS::Lambda::Alias";

    /// <summary>Those with an ARN of the emulator's.</summary>
    public static IReadOnlyList<string> All { get; } = [LoadBalancer, Listener, Rule, TargetGroup, TrustStore];
}
