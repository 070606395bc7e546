using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using AlbEmulator.Http1;

namespace AlbEmulator.Comparisons;

/// <summary>One request to one of the two, on a connection of its own, and its answer.</summary>
/// <param name="message">All bytes of the request.</param>
/// <param name="isHead">Whether its method is HEAD.</param>
/// <param name="serverName">Which host is asked for in a handshake.</param>
/// <param name="timeout">How long an answer is waited for.</param>
/// <param name="time">The clock.</param>
internal sealed class Question(byte[] message, bool isHead, string serverName, TimeSpan timeout, TimeProvider time)
{
    private const int Room = 16 * 1024;

    /// <summary>The answer, or why there is no connection to get one.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="takesAnyone">Whether any certificate will do.</param>
    /// <param name="ended">Nobody waits any longer.</param>
    public async Task<(WireAnswer? Answer, string? Problem)> AskAsync(Destination destination, bool takesAnyone, CancellationToken ended)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ended);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var (isConnected, wrong) = (false, SslPolicyErrors.None);
        try
        {
            await socket.ConnectAsync(destination.EndPoint, either.Token);
            isConnected = true;
            await using var wire = new WireSocket(socket);
            if (!destination.IsTls)
            {
                return (await ExchangeAsync(wire, either.Token), null);
            }

            await using var tls = new SslStream(wire);
            await tls.AuthenticateAsClientAsync(Handshake(serverName, takesAnyone, errors => wrong = errors), either.Token);
            return (await ExchangeAsync(tls, either.Token), null);
        }
        catch (OperationCanceledException)
        {
            return (null, ended.IsCancellationRequested ? "stopped" : $"no {(isConnected ? "TLS with" : "connection to")} {destination} within {timeout.TotalSeconds:0.###} s");
        }
        catch (AuthenticationException exception)
        {
            return (null, $"no TLS with {destination}: {(wrong == SslPolicyErrors.None ? exception.GetBaseException().Message : Words(wrong, serverName))}");
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return (null, $"no {(isConnected ? "TLS with" : "connection to")} {destination}: {exception.GetBaseException().Message}");
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<WireAnswer> ExchangeAsync(Stream stream, CancellationToken until)
    {
        var (input, began) = (new WireInput(stream, Room), time.GetTimestamp());
        using var registration = until.UnsafeRegister(static input => ((WireInput)input!).Interrupt(), input);
        var sending = SendAsync(stream);
        var answer = await new AnswerReader(input, isHead).ReadAsync(() => time.GetElapsedTime(began));
        // What of the request is still to be sent is of no interest any longer.
        await stream.DisposeAsync();
        await sending;
        return answer;
    }

    private async Task SendAsync(Stream stream)
    {
        try
        {
            await stream.WriteAsync(message, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It may have answered before, and else says why.
        }
    }

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "The user says so, or it is the emulator's own.")]
    private static SslClientAuthenticationOptions Handshake(string serverName, bool takesAnyone, Action<SslPolicyErrors> tell) => new()
    {
        TargetHost = serverName,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        RemoteCertificateValidationCallback = (_, _, _, errors) =>
        {
            tell(errors);
            return takesAnyone || errors == SslPolicyErrors.None;
        },
    };

    private static string Words(SslPolicyErrors errors, string serverName) => errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
        ? $"its certificate is not for {serverName}: --insecure takes it all the same"
        : "this machine does not trust its certificate: --insecure takes it all the same";
}
