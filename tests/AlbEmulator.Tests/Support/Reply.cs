using System.Globalization;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>What a <see cref="ScriptedTarget"/> does with a request, however wrong it may be.</summary>
/// <param name="Act">Gives false when the connection is to be closed.</param>
public sealed record Reply(Func<TargetConnection, RawMessage, Task<bool>> Act)
{
    /// <summary>Whether the body is read before the reply is made.</summary>
    public bool ReadsBody { get; init; } = true;

    /// <summary>Whether the body is kept for the test to look at.</summary>
    public bool KeepsBody { get; init; } = true;

    /// <summary>Closes instead of an answer.</summary>
    public static Reply Close { get; } = new((_, _) => Task.FromResult(false));

    /// <summary>Resets instead of an answer.</summary>
    public static Reply Reset { get; } = new((connection, _) =>
    {
        connection.Reset();
        return Task.FromResult(false);
    });

    /// <summary>Never answers; ends when the other side does.</summary>
    public static Reply Silence { get; } = new(async (connection, _) =>
    {
        await connection.Reader.ReadSomeAsync(connection.Ended);
        return false;
    });

    /// <summary>Takes the upgrade to WebSocket, then sends back every byte that comes.</summary>
    public static Reply WebSocketEcho { get; } = new(async (connection, _) =>
    {
        await connection.SendAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        while (await connection.Reader.ReadSomeAsync(connection.Ended) is { Length: > 0 } some)
        {
            await connection.SendAsync(some);
        }

        return false;
    });

    /// <summary>200 with a body of that text.</summary>
    public static Reply Ok(string body = "ok") => Bytes(
        $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");

    /// <summary>200 that says how many bytes of body came, none of which are kept.</summary>
    public static Reply CountBody() => new(async (connection, request) =>
    {
        var count = request.BodyLength.ToString(CultureInfo.InvariantCulture);
        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {count.Length}\r\n\r\n{count}");
        return true;
    })
    {
        KeepsBody = false,
    };

    /// <summary>Exactly these bytes, and the connection stays open.</summary>
    public static Reply Bytes(string answer) => new(async (connection, _) =>
    {
        await connection.SendAsync(answer);
        return true;
    });

    /// <summary>Exactly these bytes, then FIN.</summary>
    public static Reply BytesThenClose(string answer) => new(async (connection, _) =>
    {
        await connection.SendAsync(answer);
        return false;
    });

    /// <summary>Exactly these bytes, then RST.</summary>
    public static Reply BytesThenReset(string answer) => new(async (connection, _) =>
    {
        await connection.SendAsync(answer);
        connection.Reset();
        return false;
    });

    /// <summary>Exactly these bytes, then nothing more, with the connection open.</summary>
    public static Reply BytesThenSilence(string answer) => new(async (connection, request) =>
    {
        await connection.SendAsync(answer);
        return await Silence.Act(connection, request);
    });

    /// <summary>Piece after piece, with a pause before each but the first.</summary>
    public static Reply Slowly(TimeSpan pause, params string[] pieces) => new(async (connection, _) =>
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
            {
                await Task.Delay(pause, connection.Ended);
            }

            await connection.SendAsync(pieces[i]);
        }

        return true;
    });

    /// <summary>Piece after piece, each when the test lets it go.</summary>
    public static Reply Stepwise(SemaphoreSlim step, params string[] pieces) => new(async (connection, _) =>
    {
        foreach (var piece in pieces)
        {
            await step.WaitAsync(connection.Ended);
            await connection.SendAsync(piece);
        }

        return true;
    });

    /// <summary>200 whose head is that many bytes long.</summary>
    public static Reply HeadOf(int length)
    {
        const string Start = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";
        var head = new StringBuilder(Start);
        for (var i = 0; head.Length < length - 2; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"X-Filler-{i}: ");
            var room = length - 2 - head.Length - name.Length - 2;
            head.Append(name).Append('x', Math.Clamp(room, 1, 4000)).Append("\r\n");
        }

        return Bytes($"{head}\r\nok");
    }

    /// <summary>200 with that many bytes, sent in pieces of 64 KB.</summary>
    /// <param name="length">Bytes of the body.</param>
    /// <param name="chunked">Whether it is chunked instead of announced.</param>
    public static Reply Stream(long length, bool chunked = false) => new(async (connection, _) =>
    {
        const int Piece = 64 * 1024;
        var announced = length.ToString(CultureInfo.InvariantCulture);
        var framing = chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {announced}";
        await connection.SendAsync($"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n");
        var piece = new byte[Piece];
        Array.Fill(piece, (byte)'x');
        for (var left = length; left > 0; left -= Piece)
        {
            var size = (int)Math.Min(left, Piece);
            if (chunked)
            {
                await connection.SendAsync($"{size.ToString("x", CultureInfo.InvariantCulture)}\r\n");
            }

            await connection.SendAsync(piece.AsMemory(0, size));
            if (chunked)
            {
                await connection.SendAsync("\r\n");
            }
        }

        if (chunked)
        {
            await connection.SendAsync("0\r\n\r\n");
        }

        return true;
    });

    /// <summary>The same, made without waiting for the body of the request.</summary>
    public Reply Early() => this with { ReadsBody = false };
}
