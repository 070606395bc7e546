namespace AlbEmulator.Model;

/// <summary>
/// Keys of the attributes of a listener, and the headers that they are about.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html"/>
/// </summary>
public static class ListenerAttributeKeys
{
    public const string Server = "routing.http.response.server.enabled";

    private const string RequestPrefix = "routing.http.request.";

    /// <summary>Headers that the load balancer adds to requests, whose names may be changed; in AWS's order.</summary>
    public static IReadOnlyList<string> RequestHeaders { get; } =
    [
        "X-Amzn-Mtls-Clientcert-Serial-Number",
        "X-Amzn-Mtls-Clientcert-Issuer",
        "X-Amzn-Mtls-Clientcert-Subject",
        "X-Amzn-Mtls-Clientcert-Validity",
        "X-Amzn-Mtls-Clientcert-Leaf",
        "X-Amzn-Mtls-Clientcert",
        "X-Amzn-Tls-Version",
        "X-Amzn-Tls-Cipher-Suite",
    ];

    /// <summary>Headers that may be added to responses; in AWS's order.</summary>
    public static IReadOnlyList<string> ResponseHeaders { get; } =
    [
        "Strict-Transport-Security",
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Allow-Credentials",
        "Access-Control-Expose-Headers",
        "Access-Control-Max-Age",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ];

    /// <summary>The attribute with the name of a header of requests.</summary>
    public static string NameOf(string requestHeader) => $"{RequestPrefix}{Written(requestHeader)}.header_name";

    /// <summary>The attribute with the value of a header of responses.</summary>
    public static string ValueOf(string responseHeader) => $"routing.http.response.{Written(responseHeader)}.header_value";

    /// <summary>Whether it is about what only clients of an HTTPS listener have.</summary>
    public static bool IsOfHttps(string key) => key.StartsWith(RequestPrefix, StringComparison.Ordinal);

    private static string Written(string header) => header.ToLowerInvariant().Replace('-', '_');
}
