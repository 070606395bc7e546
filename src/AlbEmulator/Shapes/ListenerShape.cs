using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html"/>
/// </summary>
internal static class ListenerShape
{
    public static readonly Property Port = new("Port", CommonShapes.OpenPort, "Port on which clients connect; beyond AWS 0 for one that is free.")
    {
        IsRequired = true,
    };

    public static readonly Property Protocol = new(
        "Protocol", CommonShapes.Choice(Names.ListenerProtocol, "HTTP", "HTTPS"), "What clients speak.")
    {
        Default = "HTTP",
    };

    public static readonly Property SslPolicy = new(
        "SslPolicy", CommonShapes.Choice(Names.SslPolicy, [.. SslPolicies.Known.Select(policy => policy.Name)]),
        "Protocols and ciphers of an HTTPS listener.")
    {
        Default = SslPolicies.Default.Name,
    };

    public static readonly Property Certificates = new(
        "Certificates", new Shape.List(CertificateShape.Object),
        "Certificates of an HTTPS listener, chosen by server name; one for development is made where there is none.");

    public static readonly Property MutualAuthentication = new(
        "MutualAuthentication", MutualAuthenticationShape.Object, "What an HTTPS listener asks of clients' certificates.");

    public static readonly Property DefaultActions = new(
        "DefaultActions", new Shape.List(ActionShape.Object, Fewest: 1),
        "What happens to a request for which no rule holds.")
    {
        IsRequired = true,
    };

    public static readonly Property Rules = new(
        "Rules", new Shape.List(RuleShape.Object), "The rules; the lowest priority is evaluated first.");

    public static readonly Property Attributes = new(
        "Attributes", new Shape.Attributes(AttributeTables.Listener), "Attributes of the listener.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Listener,
        [
            Port, Protocol, SslPolicy, Certificates, MutualAuthentication, DefaultActions, Rules, Attributes, CommonShapes.Tags,
        ]) with
    { IsResource = true };
}
