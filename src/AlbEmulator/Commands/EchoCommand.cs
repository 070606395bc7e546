using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
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
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        using var descriptors = new ProcessDescriptors(TimeProvider.System, loggers.CreateLogger<ProcessDescriptors>());
        EchoTarget target;
        try
        {
            target = await EchoTarget.StartAsync(address, port, name, descriptors.Echoes, loggers, stop.Token);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException)
        {
            var endPoint = new IPEndPoint(address, port);
            await error.WriteLineAsync(
                $"Port {port} of {address} cannot be bound: {UnboundPort.Reason(endPoint, e)}: "
                    + UnboundPort.Remedy(endPoint, e, "choose another with --port"));
            return ExitCode.WrongUse;
        }

        await using (target)
        {
            var host = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "localhost" : null;
            var endPoint = host is null ? new IPEndPoint(address, target.Port).ToString() : $"{host}:{target.Port}";
            await output.WriteLineAsync($"Echo target {target.Name} answers on http://{endPoint}/ (Ctrl-C stops it)");
            await output.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        return ExitCode.Good;

        // A second signal ends the process as usual.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
