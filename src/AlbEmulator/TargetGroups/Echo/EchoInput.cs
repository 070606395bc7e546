using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>Lines and bytes of a connection. A peer that sends nothing for too long ends it.</summary>
internal sealed class EchoInput(PipeReader pipe) : IDisposable
{
    /// <summary>
    /// Longer than a load balancer's idle timeout usually is, so that the load balancer is the one that closes, as AWS
    /// asks of targets.
    /// </summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _idle = new();

    /// <summary>
    /// Reads up to a line feed and drops it, and a carriage return before it; null at the end of input.
    /// </summary>
    public async ValueTask<string?> ReadLineAsync(int maxLength, CancellationToken stopping = default)
    {
        while (true)
        {
            var result = await ReadAsync(stopping);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                var text = line.Length > maxLength ? null : Encoding.Latin1.GetString(line);
                pipe.AdvanceTo(buffer.GetPosition(1, end));
                return text is null ? throw TooLong() : text.EndsWith('\r') ? text[..^1] : text;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (buffer.Length > maxLength)
            {
                throw TooLong();
            }

            if (result.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw new EndOfStreamException();
            }
        }

        static BadHttpRequestException TooLong() =>
            new("A line is too long.", StatusCodes.Status431RequestHeaderFieldsTooLarge);
    }

    /// <summary>Reads so many bytes, and keeps of them what <paramref name="kept"/> has room for.</summary>
    public async ValueTask ReadBytesAsync(long count, MemoryStream kept, int maxKept)
    {
        while (count > 0)
        {
            var result = await ReadAsync(default);
            var taken = result.Buffer.Slice(0, Math.Min(count, result.Buffer.Length));
            foreach (var part in taken)
            {
                kept.Write(part.Span[..(int)Math.Min(part.Length, maxKept - kept.Length)]);
            }

            count -= taken.Length;
            pipe.AdvanceTo(taken.End);
            if (result.IsCompleted && count > 0 && taken.IsEmpty)
            {
                throw new EndOfStreamException();
            }
        }
    }

    public void Dispose() => _idle.Dispose();

    private async ValueTask<ReadResult> ReadAsync(CancellationToken stopping)
    {
        if (pipe.TryRead(out var atOnce))
        {
            return atOnce;
        }

        using var registration = stopping.UnsafeRegister(
            static idle => ((CancellationTokenSource)idle!).Cancel(), _idle);
        _idle.CancelAfter(IdleTimeout);
        var result = await pipe.ReadAsync(_idle.Token);
        _idle.CancelAfter(Timeout.InfiniteTimeSpan);
        return result;
    }
}
