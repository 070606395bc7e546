namespace AlbEmulator.Tests.Support;

/// <summary>
/// Two hundred ports that belong to one process: it holds the lock of a file for as long. A port that is handed out is not
/// bound yet, so that looking whether it is free does not do between processes.
/// </summary>
internal sealed class PortBlock : IDisposable
{
    private const int First = 12_000;
    private const int Size = 200;
    private const int Blocks = 90;

    /// <summary>Blocks that a process holds: what it was handed out of an older one is bound by now, or forgotten.</summary>
    private const int MostHeld = 8;

    private readonly int _number;
    private readonly FileStream _lock;

    private PortBlock(int number, FileStream held) => (_number, _lock) = (number, held);

    public IEnumerable<int> Ports => Enumerable.Range(First + (_number * Size), Size);

    /// <summary>Blocks that nobody else has, one after the other; it ends when others have all.</summary>
    public static IEnumerable<PortBlock> Mine()
    {
        var held = new Queue<PortBlock>();
        var untaken = 0;
        for (var number = Environment.ProcessId * 7 % Blocks; untaken < Blocks; number = (number + 1) % Blocks)
        {
            if (held.Any(block => block._number == number) || Take(number) is not { } taken)
            {
                untaken++;
                continue;
            }

            untaken = 0;
            held.Enqueue(taken);
            if (held.Count > MostHeld)
            {
                held.Dequeue().Dispose();
            }

            yield return taken;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static PortBlock? Take(int number)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "alb-test-ports"));
        try
        {
            return new PortBlock(
                number, new FileStream(Path.Combine(folder.FullName, $"{number}"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
