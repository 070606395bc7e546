using System.Runtime.CompilerServices;

namespace AlbEmulator.Http1;

/// <summary>What comes over a connection, read as a stream is: into the buffer of whoever reads.</summary>
internal static class StreamedInput
{
    /// <summary>Copies what is <see cref="WireInput.Unread"/>, as much as there is room for, and takes it.</summary>
    /// <returns>Bytes of it.</returns>
    public static int Read(this WireInput input, Span<byte> buffer)
    {
        var unread = input.Unread;
        var bytes = Math.Min(unread.Length, buffer.Length);
        unread[..bytes].CopyTo(buffer);
        input.Take(bytes);
        return bytes;
    }

    /// <summary>A read into nothing ends when there is something.</summary>
    /// <param name="input">What comes.</param>
    /// <param name="buffer">Where to.</param>
    /// <param name="isMuch">Whether it is known that more will come, so that a buffer may wait for it.</param>
    /// <returns>Bytes; 0 at the end.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public static ValueTask<int> ReadAsync(this WireInput input, Memory<byte> buffer, bool isMuch)
    {
        var isQuiet = !input.IsReading;
        if (!input.Unread.IsEmpty)
        {
            return new(input.Read(buffer.Span));
        }

        if (input.IsEnded || input.IsBroken)
        {
            return input.IsBroken ? ValueTask.FromException<int>(input.Failure) : new(0);
        }

        if (buffer.IsEmpty && isQuiet && (isMuch || input.WasFull))
        {
            // Whoever asks has a larger buffer.
            return new(0);
        }

        return !buffer.IsEmpty && isQuiet ? input.ReadPastAsync(buffer) : ReadWhatCameAsync(input, buffer);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> ReadWhatCameAsync(WireInput input, Memory<byte> buffer)
    {
        await input.MoreAsync().ConfigureAwait(false);
        return input.Read(buffer.Span);
    }
}
