namespace AlbEmulator.Requests;

/// <summary>
/// The names under which targets are told of users.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
internal static class UserHeaders
{
    /// <summary>How all of them begin: what a client says under such a name is not passed on.</summary>
    public const string Prefix = "x-amzn-oidc-";

    public const string AccessToken = Prefix + "accesstoken";
    public const string Identity = Prefix + "identity";
    public const string Data = Prefix + "data";
}
