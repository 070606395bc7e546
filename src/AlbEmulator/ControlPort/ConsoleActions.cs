using System.Net;
using AlbEmulator.Topologies;

namespace AlbEmulator.ControlPort;

/// <summary>
/// Whether requests may be harmed on purpose: by who is on this machine, and by others where the setting
/// <c>Alb:ConsoleActions</c> says so.
/// </summary>
internal sealed class ConsoleActions(AlbSettings settings)
{
    public bool AreAllowed { get; } =
        settings.ConsoleActions || ControlAddress.Of(settings).All(static taken => IPAddress.IsLoopback(taken.Address));

    /// <summary>Refuses a call such as <c>PUT /faults</c>; null where it is allowed.</summary>
    public IResult? Refuse(string call) => AreAllowed
        ? null
        : ControlRefusal.Of(
            StatusCodes.Status403Forbidden,
            $"{call} is not taken, since others than this machine can reach the control port: set Alb:ConsoleActions to true, "
            + "or have Alb:ControlUrl name a loopback address");
}
