using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using AlbEmulator.Http1;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.WebUtilities;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>Answers the requests of one connection, one after the other.</summary>
internal sealed class EchoConnection(EchoTarget target, ConnectionContext connection)
{
    private const int MaxHeadLength = 1024;
    private const int Room = 4 * 1024;
    private const string StreamedText = "0123456789abcdefghijklmnopqrstuvwxyz\n";

    private static readonly byte[] Streamed =
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(StreamedText, 500)));

    private readonly PipeWriter _output = connection.Transport.Output;
    private readonly ArrayBufferWriter<byte> _body = new(1024);
    private readonly string _remote = connection.RemoteEndPoint?.ToString() ?? "";
    private bool _keepsAlive;
    private bool _isHead;
    private string _connectionHeader = "";

    /// <summary>Goes on until the peer closes, or <paramref name="stopping"/> finds the connection idle.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var input = new WireInput(connection.Transport.Input.AsStream(leaveOpen: true), Room);
        using var reader = new EchoRequestReader(input, _output, stopping);
        try
        {
            do
            {
                if (await reader.ReadAsync() is not { } request)
                {
                    return;
                }

                Prepare(request, stopping);
                await AnswerAsync(request, input, stopping);
            }
            while (_keepsAlive);
        }
        catch (BadHttpRequestException refusal)
        {
            (_keepsAlive, _isHead, _connectionHeader) = (false, false, "Connection: close\r\n");
            await WriteTextAsync(refusal.StatusCode, refusal.Message);
        }
    }

    private void Prepare(EchoRequest request, CancellationToken stopping)
    {
        _keepsAlive = request.KeepsAlive && !stopping.IsCancellationRequested;
        _isHead = request.Method == "HEAD";
        _connectionHeader = !_keepsAlive ? "Connection: close\r\n"
            : request.Version == "HTTP/1.0" ? "Connection: keep-alive\r\n"
            : "";
    }

    private async ValueTask AnswerAsync(EchoRequest request, WireInput input, CancellationToken stopping)
    {
        switch (EchoAnswer.For(request, target.HealthStatus))
        {
            case EchoAnswer.Request(var status, var delay):
                if (delay > TimeSpan.Zero)
                {
                    await Task.Delay(delay, connection.ConnectionClosed);
                }

                await WriteRequestAsync(status, request);
                break;
            case EchoAnswer.SetHealth(var status):
                target.HealthStatus = status;
                await WriteRequestAsync(StatusCodes.Status200OK, request);
                break;
            case EchoAnswer.Bytes(var count):
                await StreamAsync(count);
                break;
            case EchoAnswer.WebSocket when EchoWebSocket.IsHandshake(request):
                await EchoWebSocket.RunAsync(request, new EchoStream(input, _output), stopping);
                _keepsAlive = false;
                break;
            case EchoAnswer.WebSocket:
                _connectionHeader += "Connection: upgrade\r\nUpgrade: websocket\r\n";
                await WriteTextAsync(StatusCodes.Status426UpgradeRequired, "/ws takes a WebSocket.");
                break;
            case EchoAnswer.Refusal(var status, var reason):
                await WriteTextAsync(status, reason);
                break;
        }
    }

    private ValueTask WriteRequestAsync(int status, EchoRequest request)
    {
        _body.ResetWrittenCount();
        EchoJson.Write(_body, request, target.Name, _remote);
        _body.Write("\n"u8);
        return WriteAsync(status, "application/json");
    }

    private ValueTask WriteTextAsync(int status, string text)
    {
        _body.ResetWrittenCount();
        Encoding.UTF8.GetBytes(text + "\n", _body);
        return WriteAsync(status, "text/plain; charset=utf-8");
    }

    private async ValueTask WriteAsync(int status, string contentType)
    {
        // 204 and 304 have no body: https://www.rfc-editor.org/rfc/rfc9112#section-6.3
        var hasBody = status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);
        WriteHead(status, contentType, hasBody ? _body.WrittenCount : null);
        if (hasBody && !_isHead)
        {
            _output.Write(_body.WrittenSpan);
        }

        await _output.FlushAsync();
    }

    private async ValueTask StreamAsync(long count)
    {
        WriteHead(StatusCodes.Status200OK, "application/octet-stream", count);
        var flushed = await _output.FlushAsync();
        while (count > 0 && !_isHead && !flushed.IsCompleted)
        {
            var part = Streamed.AsMemory(0, (int)Math.Min(count, Streamed.Length));
            flushed = await _output.WriteAsync(part);
            count -= part.Length;
        }
    }

    private void WriteHead(int status, string contentType, long? contentLength)
    {
        var reason = ReasonPhrases.GetReasonPhrase(status);
        var now = TimeProvider.System.GetUtcNow();
        var head = _output.GetSpan(MaxHeadLength);
        var position = 0;
        Utf8.TryWrite(
            head,
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {reason}\r\nDate: {now:R}\r\n{_connectionHeader}",
            out position);
        if (contentLength is { } length)
        {
            Utf8.TryWrite(
                head[position..],
                CultureInfo.InvariantCulture,
                $"Content-Type: {contentType}\r\nContent-Length: {length}\r\n",
                out var written);
            position += written;
        }

        "\r\n"u8.CopyTo(head[position..]);
        _output.Advance(position + 2);
    }
}
