namespace AlbEmulator.AwsApis;

/// <summary>A service of AWS that the control port answers, by the names that clients have for it.</summary>
/// <param name="SigningName">What requests to it are signed for.</param>
/// <param name="EndpointVariable">The variable of the environment that says where it is.</param>
/// <param name="TerraformName">Its name in <c>endpoints</c> of Terraform's provider, and of the AWS CLI.</param>
internal sealed record ServiceHere(string SigningName, string EndpointVariable, string TerraformName);

/// <summary>The services of AWS that are here.</summary>
internal static class ServicesHere
{
    private static readonly ServiceHere LoadBalancing = new("elasticloadbalancing", "AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", "elbv2");

    private static readonly ServiceHere[] Beside =
    [
        new("ec2", "AWS_ENDPOINT_URL_EC2", "ec2"),
        new("sts", "AWS_ENDPOINT_URL_STS", "sts"),
    ];

    /// <summary>EC2 and STS are here unless <c>Alb:Companions</c> switches them off.</summary>
    public static IEnumerable<ServiceHere> Of(AlbSettings settings) => settings.Companions ? Beside.Prepend(LoadBalancing) : [LoadBalancing];

    /// <summary>Whether requests that are signed for a service are answered, be it by a refusal of its own.</summary>
    public static bool Have(string signingName) =>
        signingName == LoadBalancing.SigningName || Array.Exists(Beside, service => service.SigningName == signingName);
}
