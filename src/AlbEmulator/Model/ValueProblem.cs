namespace AlbEmulator.Model;

/// <summary>What is wrong with a value.</summary>
/// <param name="Message">What a file is told, to stand behind the value.</param>
/// <param name="Fault">What sort of fault it is.</param>
public sealed record ValueProblem(string Message, Fault Fault);
