using System.Net.Security;

namespace AlbEmulator.Model;

/// <summary>
/// Cipher suites by the names of logs and policies.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
internal static class CipherNames
{
    /// <summary>
    /// TLS 1.3's suites have one name. OpenSSL calls the others by their parts:
    /// <c>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256</c> is <c>ECDHE-RSA-AES128-GCM-SHA256</c>.
    /// </summary>
    public static string Of(TlsCipherSuite? suite)
    {
        var iana = suite?.ToString() ?? "-";
        var with = iana.IndexOf("_WITH_", StringComparison.Ordinal);
        if (with < 0)
        {
            return iana;
        }

        var exchange = iana["TLS_".Length..with];
        var cipher = iana[(with + "_WITH_".Length)..]
            .Replace("AES_", "AES", StringComparison.Ordinal)
            .Replace("_CBC_", "_", StringComparison.Ordinal)
            .Replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305", StringComparison.Ordinal);
        return (exchange == "RSA" && cipher == "3DES_EDE_SHA" ? "DES_CBC3_SHA" : exchange == "RSA" ? cipher : $"{exchange}_{cipher}").Replace('_', '-');
    }
}
