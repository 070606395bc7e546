namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html"/>
/// </summary>
internal static class MutualAuthenticationShape
{
    public const string Passthrough = "passthrough";
    public const string Verify = "verify";
    public const string On = "on";

    public static readonly Property Mode = new(
        "Mode", CommonShapes.Choice(Names.MutualAuthenticationMode, "off", Passthrough, Verify),
        "What becomes of clients' certificates.")
    {
        Default = "off",
    };

    public static readonly Property TrustStoreArn = new(
        "TrustStoreArn", CommonShapes.Text, "Name or ARN of the trust store that clients' certificates are verified by.");

    public static readonly Property IgnoreClientCertificateExpiry = new(
        "IgnoreClientCertificateExpiry", new Shape.Flag(), "Whether certificates that have expired are taken too.")
    {
        Default = "false",
    };

    public static readonly Property AdvertiseTrustStoreCaNames = new(
        "AdvertiseTrustStoreCaNames", CommonShapes.Choice(Names.AdvertiseTrustStoreCaNames, "off", On),
        "Whether clients are told the names of the trust store's authorities.")
    {
        Default = "off",
    };

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.MutualAuthentication, [Mode, TrustStoreArn, IgnoreClientCertificateExpiry, AdvertiseTrustStoreCaNames]);
}
