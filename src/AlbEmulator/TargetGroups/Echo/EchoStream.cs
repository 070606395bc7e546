using System.IO.Pipelines;
using AlbEmulator.Http1;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>Both directions of a connection as one stream, as a WebSocket wants them.</summary>
/// <param name="input">What comes, and what has come already.</param>
/// <param name="output">What goes.</param>
internal sealed class EchoStream(WireInput input, PipeWriter output) : DuplexStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var bytes = await input.ReadAsync(buffer, isMuch: false);
            if (bytes > 0 || input.IsEnded || !input.IsInterrupted)
            {
                return bytes;
            }

            // That a target stops, or nothing comes, is for requests: a WebSocket ends in its own way.
            input.IsInterrupted = false;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await output.WriteAsync(buffer, cancellationToken);
}
