using System.Net;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Which targets of a template are on this machine. What others wrote may name any address: such a target gets no request,
/// no health check and no look-up of its name before the user says so.
/// </summary>
internal static class MachineAddresses
{
    /// <summary>Whether whatever a target names is on this machine.</summary>
    public static bool HasOnly(Node target) =>
        !(target.Find(TargetGroupShape.Id.Name).TryText(out var id) && !IsFunction(id) && !IsHere(id)) &&
        !(target.Find(TargetGroupShape.InvokeUrl.Name).TryText(out var url) &&
            Uri.TryCreate(url, UriKind.Absolute, out var invoke) && !IsHere(invoke.DnsSafeHost));

    /// <summary>Whether an address or a host name is this machine's: loopback, its own name, or a target of the emulator itself.</summary>
    public static bool IsHere(string host)
    {
        if (Addresses.TryParse(host, out var address))
        {
            return IPAddress.IsLoopback(Addresses.Plain(address));
        }

        return Target.IsLocalhost(host)
            || host.EndsWith($".{Target.Localhost}", StringComparison.OrdinalIgnoreCase)
            || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)
            || host == Target.EchoId;
    }

    private static bool IsFunction(string id) => TargetIds.ProblemWith(id, TargetType.Lambda, null) is null;
}
