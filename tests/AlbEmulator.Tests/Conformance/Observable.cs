namespace AlbEmulator.Tests.Conformance;

/// <summary>Something that a client, a target or a reader of logs sees of an Application Load Balancer.</summary>
/// <param name="Place">File and line of its row.</param>
/// <param name="Alb">What an ALB does, behind "an ALB".</param>
/// <param name="Sources">How that is known.</param>
/// <param name="Here">How the emulator stands to it.</param>
/// <param name="Does">What the emulator does, where that is another thing or has to be said; empty for nothing.</param>
/// <param name="Tests">Those that show it, each as <c>Class.Method</c>.</param>
internal sealed record Observable(
    string Place, string Alb, IReadOnlyList<string> Sources, string Here, string Does, IReadOnlyList<string> Tests);

/// <summary>Observables of one kind.</summary>
/// <param name="Title">Of which.</param>
/// <param name="Page">Where AWS tells of them.</param>
/// <param name="Rows">In the order in which they are told.</param>
internal sealed record ObservablePart(string Title, string Page, IReadOnlyList<Observable> Rows);
