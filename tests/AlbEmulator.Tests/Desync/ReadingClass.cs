namespace AlbEmulator.Tests.Desync;

/// <summary>A class of differences between the emulator and Kestrel.</summary>
/// <param name="Why">Why it is as it is: mostly what an ALB does.</param>
/// <param name="Has">Whether a difference is of this class.</param>
internal sealed record ReadingClass(string Why, Func<ReadingDifference, bool> Has);
