using System.Net;
using AlbEmulator.Machine;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// What to do where nothing listens on loopback and the emulator is in a container: most who write <c>localhost</c> mean the
/// machine.
/// </summary>
internal sealed class LoopbackHint(Housing housing)
{
    private const string Words =
        $"in a container localhost is the container itself; for a program on the machine write {Housing.Host}";

    /// <summary>Of a target that refused a connection; null where there is nothing to say.</summary>
    public string? Of(RegisteredTarget target) =>
        target is { Target.IsEcho: false, Address.EndPoint: { } endPoint } ? Of(endPoint.Address) : null;

    /// <summary>Of an address at which a connection was refused; null where there is nothing to say.</summary>
    public string? Of(IPAddress address) => housing.IsContainer && IPAddress.IsLoopback(address) ? Words : null;
}
