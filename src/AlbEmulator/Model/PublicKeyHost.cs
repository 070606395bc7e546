namespace AlbEmulator.Model;

/// <summary>
/// The host at which listeners on which users log in have the public key of <c>x-amzn-oidc-data</c>. AWS has it at
/// <c>public-keys.auth.elb.REGION.amazonaws.com</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
public static class PublicKeyHost
{
    public static string Of(string region) => $"public-keys.auth.elb.{region}.localhost";
}
