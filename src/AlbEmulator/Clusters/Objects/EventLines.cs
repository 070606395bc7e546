using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

namespace AlbEmulator.Clusters.Objects;

/// <summary>A stream of lines, of which those that came together are given together.</summary>
internal static class EventLines
{
    /// <summary>Bytes of a line: what a cluster holds of an object is a tenth of it.</summary>
    public const int Longest = 16 * 1024 * 1024;

    /// <summary>The lines as they come, until the stream ends; the beginning of one that never ended is left out.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="take">Takes what has come, and is done with it at once.</param>
    /// <param name="cancellation">The end.</param>
    /// <exception cref="InvalidDataException">A line does not end.</exception>
    public static async Task ReadAsync(Stream stream, Action<IReadOnlyList<ReadOnlySequence<byte>>> take, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        var lines = new List<ReadOnlySequence<byte>>();
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellation);
                var rest = read.Buffer;
                lines.Clear();
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    lines.Add(rest.Slice(0, end));
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (lines.Count > 0)
                {
                    take(lines);
                }

                if (rest.Length > Longest)
                {
                    throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it tells of one object in more than {Longest} bytes"));
                }

                reader.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
