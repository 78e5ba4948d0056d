namespace Bakehouse.UnitTests;

/// <summary>
/// A fixture that writes programs and runs them; it runs alone. Otherwise a process that another fixture starts has for a
/// moment, until it becomes its program, a copy of the file that is open here for writing, and whoever executes that file
/// then gets "Text file busy".
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunsWhatItWritesAttribute() : ParallelizableAttribute(ParallelScope.None);
