using System.Net;
using System.Net.Sockets;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups.Echo;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Commands;

/// <summary><c>alb echo</c>: one echo target, until SIGTERM or Ctrl-C.</summary>
internal static class EchoCommand
{
    public static async Task<int> RunAsync(
        IPAddress address, int port, string? name, TextWriter output, TextWriter error)
    {
        using var loggers = LoggerFactory.Create(static logging =>
            logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        using var stop = new StopSignal();
        using var descriptors = new ProcessDescriptors(TimeProvider.System, loggers.CreateLogger<ProcessDescriptors>());
        EchoTarget target;
        try
        {
            target = await EchoTarget.StartAsync(address, port, name, descriptors.Echoes, loggers, cancellationToken: stop.Token);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException)
        {
            await error.WriteLineAsync(Unbound(address, port, e));
            return ExitCode.WrongUse;
        }

        await using (target)
        {
            await output.WriteLineAsync($"Echo target {target.Name} answers on {UrlOf(address, target.Port)} (Ctrl-C stops it)");
            await output.FlushAsync(CancellationToken.None);
            await stop.WaitAsync();
        }

        return ExitCode.Good;
    }

    /// <summary>Where something answers that is bound to an address.</summary>
    internal static string UrlOf(IPAddress address, int port)
    {
        var isAny = Addresses.IsAny(address);
        return isAny ? $"http://localhost:{port}/" : $"http://{new IPEndPoint(address, port)}/";
    }

    /// <summary>Why a port is not bound, and what to do.</summary>
    internal static string Unbound(IPAddress address, int port, Exception e)
    {
        var endPoint = new IPEndPoint(address, port);
        return $"Port {port} of {address} cannot be bound: {UnboundPort.Reason(endPoint, e)}: "
            + UnboundPort.Remedy(endPoint, e, "choose another with --port");
    }
}
