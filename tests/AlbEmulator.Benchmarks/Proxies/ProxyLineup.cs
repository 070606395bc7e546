using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>Which proxies a comparison has, all in front of one target.</summary>
/// <param name="Present">Those that can be started here.</param>
/// <param name="Absent">Those that were asked for and are not installed or not built, with what is missing.</param>
internal sealed record ProxyLineup(IReadOnlyList<Proxy> Present, IReadOnlyDictionary<string, string> Absent)
{
    public static ProxyLineup Define(ComparisonPlan plan, ClientProtocol protocol, Stage stage, int targetPort)
    {
        var certificate = protocol is ClientProtocol.Https or ClientProtocol.H2 ? ServerCertificate.Make(stage) : null;
        var present = new List<Proxy>();
        var absent = new Dictionary<string, string>();
        foreach (var name in plan.Only)
        {
            var (proxy, missing) = Define(name, plan, protocol, stage, targetPort, certificate);
            if (proxy is not null)
            {
                present.Add(proxy);
            }
            else
            {
                absent[name] = missing;
            }
        }

        return new ProxyLineup(present, absent);
    }

    private static (Proxy? Proxy, string Missing) Define(
        string name, ComparisonPlan plan, ClientProtocol protocol, Stage stage, int targetPort, ServerCertificate? certificate) =>
        name switch
        {
            ProxyNames.Emulator => (
                EmulatorProxy.Define(stage, targetPort, plan.EmulatorEnvironment, certificate: certificate), "not built"),
            ProxyNames.Before => (
                EmulatorProxy.Define(
                    stage, targetPort, plan.EmulatorEnvironment, ProxyNames.Before, certificate: certificate, build: plan.Before),
                "not built"),
            ProxyNames.PlainYarp => (PlainYarp.Define(targetPort, quiet: false, certificate), ""),
            ProxyNames.QuietYarp => (PlainYarp.Define(targetPort, quiet: true, certificate), ""),
            ProxyNames.Nginx => (NginxProxy.Define(stage, targetPort, protocol, certificate), "not installed"),
            ProxyNames.Haproxy => (HaproxyProxy.Define(stage, targetPort, protocol, certificate), "not installed"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such proxy."),
        };
}
